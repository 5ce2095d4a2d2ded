"""Given and family names of many cultures, from which people who do not exist are put together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Culture:
    """Names that go together."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]


def _culture(female: str, male: str, family: str) -> Culture:
    def split(words: str) -> tuple[str, ...]:
        return tuple(word.replace("_", " ") for word in words.split())

    return Culture(split(female), split(male), split(family))


CULTURES: dict[str, Culture] = {
    "quebec": _culture(
        "Marie-Ève Geneviève Josiane Mélissa Catherine Audrey Roxane Annick Johanne Guylaine "
        "Maude Noémie Laurence Florence Rosalie Coralie Ariane Stéphanie Julie Line Francine",
        "Jean-Philippe Mathieu Sylvain Normand Réjean Étienne Olivier Alexis Gaétan Yvon Benoît "
        "Pier-Luc Marc-Antoine Félix Xavier Jonathan Stéphane Martin Guy Zacharie Émile",
        "Lavoie Tremblay Gagnon Bouchard Pelletier Thibault Desrosiers Beaulieu Charbonneau "
        "Laframboise St-Onge Duchesne Vaillancourt Létourneau Bellerose Grandmaison Plourde "
        "Sansoucy Archambault Quesnel Brisebois Lachapelle Courtemanche Villeneuve Saint-Amour",
    ),
    "france": _culture(
        "Camille Chloé Manon Anaïs Clémence Hélène Sandrine Delphine Aurélie Éloïse Margaux "
        "Solène Capucine Bénédicte Véronique Agathe Mathilde Ségolène Anne-Laure Marie-Claire",
        "Julien Thibaut Quentin Baptiste Guillaume Antoine Maxime Rémi Loïc Gaël Hervé Yannick "
        "Frédéric François-Xavier Jean-Luc Aurélien Corentin Fabrice Tanguy Cédric",
        "Fontanel Mercadier Rousselin Delacourt Vasseur Lemoine Guérin Chevallier Perrault "
        "Marchand Dufresnoy Le_Goff Kerbrat Barthélemy Castaing Lacombe Rivoire Montbel d'Aubigny "
        "Carpentier Bonnefoy Sabatier Pujol Queyras Delmas",
    ),
    "belgium": _culture(
        "Amélie Charlotte Lore Annelies Ingrid Valérie Godelieve Elke Céline Nathalie",
        "Luc Wim Dirk Thierry Bart Koen Philippe Joris Benoît Geoffroy",
        "Vandenbroucke De_Smet Claessens Dewaele Lambrechts Hendrickx Van_Damme Goossens Wauters "
        "Delvaux Peeters Janssens Thys Verhaeghe Collard",
    ),
    "switzerland": _culture(
        "Sylvie Regula Ursina Fabienne Corinne Barbara Anouk Martina Chantal Nadja",
        "Reto Urs Beat Pascal Alain Christian Lukas Yves Matthias Blaise",
        "Zbinden Favre Rochat Aebischer Jaquet Brunner Gerber Monnier Chappuis Baumgartner Wyss "
        "Pittet Schnyder Perrochet Burkhalter",
    ),
    "maghreb": _culture(
        "Amina Nour Samira Leïla Yasmine Farah Houda Rim Ines Sonia Khadija Naïma Dounia Meriem",
        "Karim Yassine Hichem Anis Mehdi Sofiane Tarek Walid Nabil Rachid Bilel Othmane Farouk",
        "Benali Trabelsi Chaouachi Mansouri Belkacem El_Amrani Haddouche Bouazizi Zerrouki "
        "Ben_Romdhane Khelifi Benkirane Aït_Ouali Ghannouchi Laaroussi Sahraoui Tazi Meziane",
    ),
    "west_africa": _culture(
        "Aïssatou Fatoumata Mariama Adjoa Awa Ramatoulaye Bintou Akissi Ndeye Clarisse",
        "Mamadou Ousmane Ibrahima Kouassi Cheikh Seydou Abdoulaye Moussa Kwame Boubacar",
        "Diallo Traoré Ndiaye Koné Ouattara Sow Camara Kouadio Mbaye Diop Sissoko Touré Gueye",
    ),
    "haiti": _culture(
        "Marie-Ange Fabiola Guerda Islande Mirlande Rose-Laure",
        "Jean-Robert Wilner Frantz Ronald Dieudonné Stanley",
        "Jean-Baptiste Pierre-Louis Désir Toussaint Célestin Saint-Fleur Dorvil Métellus",
    ),
    "english": _culture(
        "Emma Charlotte Grace Hannah Olivia Eleanor Alice Harriet Megan Rebecca Kate Abigail "
        "Imogen Lauren Brooke Holly Jessica Natalie Victoria Joan",
        "James Oliver Henry Edward George Benjamin Matthew Andrew Samuel Jack Peter Duncan "
        "Adrian Stuart Gareth Neil Colin Ethan Logan Wesley",
        "Whitfield Ashworth Holloway Pemberton Fairbanks Hartley Bradshaw Winslow Thornbury "
        "Carmichael Sutherland Abernathy Kingsley Marlowe Prescott Ellison Redfern Langford "
        "Bellamy Stanton Crowther Hawthorne Wakefield Lockhart Penrose",
    ),
    "irish_scots": _culture(
        "Siobhán Niamh Aoife Fiona Ailsa Catriona Maeve Bridget Róisín Isla",
        "Declan Cormac Eoin Fergus Callum Alasdair Brendan Rory Lachlan Seamus",
        "O'Donnell O'Rourke MacLeod McAllister Gallagher Byrne McIntyre Fitzgerald Drummond "
        "O'Shea MacGregor Kavanagh Brannigan Lennox",
    ),
    "italy": _culture(
        "Giulia Chiara Francesca Elisa Ilaria Beatrice Silvia Ludovica Serena Paola",
        "Lorenzo Matteo Alessandro Davide Riccardo Gianluca Stefano Emanuele Fabio Pietro",
        "Bellandi Fioravanti Marchesini Rinaldi Colonnesi De_Santis Moretti Gallerani Barbieri "
        "Lombardini Vitali Ferrante D'Angelo Montanari",
    ),
    "germany": _culture(
        "Katharina Anja Sabine Heike Ulrike Greta Johanna Lena Birgit Franziska",
        "Jürgen Matthias Stefan Thorsten Holger Florian Sebastian Uwe Jörg Konrad",
        "Brandstätter Vogelsang Hoffmeister Schönfeld Lindner Krüger Weißmann Ackermann "
        "Baumgärtner Rosenthal Steinbach Möller Falkenberg Hartwig",
    ),
    "portugal": _culture(
        "Inês Beatriz Mafalda Joana Catarina Sofia Rita Margarida Leonor Luísa",
        "João Tiago Rui Gonçalo Nuno Duarte Vasco Afonso Bernardo Hélder",
        "Carvalhal Figueiredo Magalhães Nogueira Teixeira Vasconcelos Sequeira Brandão Pacheco "
        "Falcão Quintela Serrão Meireles",
    ),
    "spain": _culture(
        "Lucía Carmen Elena Marta Itziar Pilar Nuria Rocío Begoña Alba",
        "Javier Álvaro Íñigo Sergio Pablo Gonzalo Andrés Jordi Rubén Ramón",
        "Ibáñez Montalbán Zubizarreta Cifuentes Peñalver Aranda Villalobos Echeverría Rosales "
        "Bermúdez Quintana Olivares Cañizares",
    ),
    "india": _culture(
        "Ananya Priya Kavita Meera Shreya Lakshmi Divya Nandini",
        "Arjun Rohan Vikram Sanjay Rahul Karthik Nikhil Ashwin",
        "Chatterjee Iyer Deshpande Kulkarni Bhattacharya Mehta Kapoor Banerjee Subramanian Joshi",
    ),
    "china": _culture(
        "Mei Xiaoyan Lihua Jing Yuting Wen",
        "Wei Jianguo Haoran Zhiqiang Minghao Tao",
        "Zhang Huang Zhao Liang Xu Deng Chen Ouyang Lin Song",
    ),
    "vietnam": _culture(
        "Linh Thi_Mai Ngoc_Anh Phuong Kim_Lan Thuy",
        "Minh Duc Quang_Huy Van_Thanh Tuan Bao",
        "Nguyen Tran Pham Hoang Dang Vo Bui Duong",
    ),
    "levant": _culture(
        "Rima Joumana Hala Carole Zeina Maya",
        "Georges Elie Ziad Marwan Fadi Karam",
        "Khoury Haddad Nassar Abou_Jaoude Sfeir Chamoun Azar El-Hage",
    ),
    "poland": _culture(
        "Agnieszka Katarzyna Magdalena Joanna Ewa Zuzanna",
        "Tomasz Piotr Marek Krzysztof Adam Wojciech",
        "Kowalska Nowicki Zawadzka Jankowski Wilczek Sobczak Lewandowicz",
    ),
    "greece": _culture(
        "Eleni Katerina Despina Ioanna", "Nikos Dimitris Yannis Stavros",
        "Papadimitriou Stavridis Economou Kazantzis Manolakis",
    ),
    "caucasus": _culture(
        "Anahit Nare Lusine Tamar", "Aram Vahé Hagop Levon",
        "Petrossian Sarkissian Babayan Manoukian Terzian",
    ),
    "latin_america": _culture(
        "Valentina Ximena Gabriela Paulina Daniela Marisol",
        "Alejandro Mateo Emilio Diego Luis Joaquín",
        "Restrepo Zambrano Valdivieso Caballero Arriaga Bustamante Solórzano Figueroa",
    ),
    "korea": _culture(
        "Ji-woo Soo-min Hye-jin Eun-ji", "Min-jun Sung-ho Tae-yang Ji-hoon",
        "Kwon Hwang Yoon Seo Baek",
    ),
}  # fmt: skip

CULTURES_OF_COUNTRY: dict[str, tuple[tuple[str, int], ...]] = {
    "QC": (
        ("quebec", 60), ("maghreb", 7), ("haiti", 6), ("west_africa", 4), ("vietnam", 4),
        ("levant", 4), ("italy", 3), ("latin_america", 4), ("france", 6), ("greece", 2),
        ("caucasus", 1), ("english", 3), ("portugal", 2),
    ),
    "FR": (
        ("france", 70), ("maghreb", 10), ("west_africa", 5), ("portugal", 4), ("vietnam", 3),
        ("italy", 3), ("caucasus", 2), ("poland", 2), ("spain", 2),
    ),
    "BE": (("belgium", 60), ("france", 20), ("italy", 8), ("maghreb", 8), ("west_africa", 4)),
    "CH": (("switzerland", 65), ("france", 15), ("italy", 8), ("germany", 7), ("portugal", 5)),
    "TN": (("maghreb", 100),), "MA": (("maghreb", 100),), "DZ": (("maghreb", 100),),
    "US": (
        ("english", 50), ("irish_scots", 12), ("latin_america", 12), ("india", 6), ("china", 6),
        ("italy", 5), ("korea", 4), ("poland", 3), ("germany", 2),
    ),
    "GB": (("english", 60), ("irish_scots", 18), ("india", 10), ("poland", 4), ("greece", 3)),
    "CA": (
        ("english", 45), ("irish_scots", 18), ("china", 9), ("india", 9), ("korea", 4),
        ("quebec", 6), ("italy", 5), ("levant", 4),
    ),
    "DE": (("germany", 85), ("poland", 6), ("italy", 5), ("greece", 4)),
    "PT": (("portugal", 100),), "BR": (("portugal", 85), ("italy", 10), ("germany", 5)),
    "ES": (("spain", 90), ("latin_america", 10)), "IT": (("italy", 100),),
}  # fmt: skip

DEGREES: dict[str, tuple[str, ...]] = {
    "fr": ("ing.", "MBA", "Ph. D.", "CPA", "M. Sc.", "PMP", "LL. M.", "B. A. A."),
    "en": ("MBA", "PhD", "P.Eng.", "CPA", "PMP", "CFA", "MSc", "LEED AP"),
    "de": ("MBA", "M.Sc.", "Dipl.-Ing."),
    "pt": ("MBA",),
    "es": ("MBA",),
    "it": ("MBA",),
}
PREFIXES: dict[str, tuple[str, ...]] = {
    "fr": ("Dr", "Pr", "Me", "Mme", "M."),
    "en": ("Dr.", "Dr", "Prof.", "Ms."),
    "de": ("Dr.", "Prof. Dr.", "Dr. med."),
    "pt": ("Dr.", "Eng."),
    "es": ("Dr.", "Dra."),
    "it": ("Dott.", "Avv.", "Ing."),
}
